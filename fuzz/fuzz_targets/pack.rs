#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| golden_thread_fuzz::pack(bytes));
