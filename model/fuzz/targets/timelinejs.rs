#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_model_fuzz::timelinejs(bytes));
