//! How does the full-text index cut Arabic into words? By [`words`](super::words), through SQLite's own interface.
//!
//! The only unsafe code of the program: FTS5 takes a tokenizer as C functions. It is registered on every connection
//! under the name `isnad`; `isnad spellings` is the one of the other layers. Offsets given to FTS5 are bytes of the text as it stands.
#![expect(unsafe_code, reason = "FTS5 takes a tokenizer only as a table of C functions")]

use std::ffi::{c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use rusqlite::{Connection, ffi};

use super::words::{Index, Side, each};

type TokenOut = Option<unsafe extern "C" fn(*mut c_void, c_int, *const c_char, c_int, c_int, c_int) -> c_int>;

/// Makes the tokenizer known to a connection.
///
/// # Errors
/// Where this SQLite has no FTS5.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let failed = |code| Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some("fts5".into())));
    let mut api: *mut ffi::fts5_api = ptr::null_mut();
    // SAFETY: the handle is valid while `connection` lives; the statement is finalised on every path; FTS5 writes the
    // address of its interface, which lives as long as the connection, to the pointer bound under its documented name.
    unsafe {
        let db = connection.handle();
        let mut statement = ptr::null_mut();
        let code = ffi::sqlite3_prepare_v2(db, c"SELECT fts5(?1)".as_ptr(), -1, &raw mut statement, ptr::null_mut());
        if code != ffi::SQLITE_OK {
            return failed(code);
        }
        ffi::sqlite3_bind_pointer(statement, 1, (&raw mut api).cast(), c"fts5_api_ptr".as_ptr(), None);
        ffi::sqlite3_step(statement);
        ffi::sqlite3_finalize(statement);
        let Some(create) = api.as_ref().and_then(|a| a.xCreateTokenizer) else {
            return failed(ffi::SQLITE_ERROR);
        };
        let mut table = ffi::fts5_tokenizer { xCreate: Some(new), xDelete: Some(delete), xTokenize: Some(tokenize) };
        let code = create(api, c"isnad".as_ptr(), ptr::null_mut(), &raw mut table, None);
        if code == ffi::SQLITE_OK { Ok(()) } else { failed(code) }
    }
}

/// The tokenizer's only state is which index it serves, and that is its address: never null, never read.
unsafe extern "C" fn new(
    _context: *mut c_void,
    _arguments: *mut *const c_char,
    count: c_int,
    out: *mut *mut ffi::Fts5Tokenizer,
) -> c_int {
    let state = if count > 0 { SPELLINGS } else { WORDS };
    // SAFETY: FTS5 passes a place to write to.
    unsafe { *out = ptr::without_provenance_mut(state) };
    ffi::SQLITE_OK
}

const WORDS: usize = 1;
const SPELLINGS: usize = 2;

unsafe extern "C" fn delete(_tokenizer: *mut ffi::Fts5Tokenizer) {}

unsafe extern "C" fn tokenize(
    tokenizer: *mut ffi::Fts5Tokenizer,
    context: *mut c_void,
    flags: c_int,
    text: *const c_char,
    length: c_int,
    out: TokenOut,
) -> c_int {
    let Some(out) = out else { return ffi::SQLITE_ERROR };
    if text.is_null() || length <= 0 {
        return ffi::SQLITE_OK;
    }
    // SAFETY: FTS5 passes `length` readable bytes at `text`.
    let bytes = unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length as usize) };
    let index = if tokenizer.addr() == SPELLINGS { Index::Spellings } else { Index::Words };
    let side = if flags & ffi::FTS5_TOKENIZE_PREFIX != 0 {
        Side::Prefix
    } else if flags & ffi::FTS5_TOKENIZE_QUERY != 0 {
        Side::Query
    } else {
        Side::Text
    };
    let mut code = ffi::SQLITE_OK;
    let mut give = |word: &str, beside: bool, start: u32, end: u32| {
        let beside = if beside { ffi::FTS5_TOKEN_COLOCATED } else { 0 };
        // SAFETY: the word lives during the call; FTS5 copies it.
        code = unsafe { out(context, beside, word.as_ptr().cast(), word.len() as c_int, start as c_int, end as c_int) };
        code == ffi::SQLITE_OK
    };
    let Ok(text) = std::str::from_utf8(bytes) else { return ffi::SQLITE_OK };
    // A panic must not cross into C.
    match catch_unwind(AssertUnwindSafe(|| each(text, index, side, &mut give))) {
        Ok(_) => code,
        Err(_) => ffi::SQLITE_ERROR,
    }
}
