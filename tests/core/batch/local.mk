# tests/core/batch
