//! The addresses of this issuer, read and written. Links are built here, never typed.
