# tests/core/check
