# tests/core/entry
