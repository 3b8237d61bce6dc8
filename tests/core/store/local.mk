# tests/core/store
