# tests/core/cli
