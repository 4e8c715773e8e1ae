//! The interface's document says what the table says, and what its rules allow.
