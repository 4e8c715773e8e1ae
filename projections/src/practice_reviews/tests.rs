//! Given a practice review, when its pages ask, then that.
