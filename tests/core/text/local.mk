# tests/core/text
