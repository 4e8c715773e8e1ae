//! Given what happened, when a page asks, then that.
