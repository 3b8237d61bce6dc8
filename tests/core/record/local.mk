# tests/core/record
