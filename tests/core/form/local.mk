# tests/core/form
