# tests/formats
