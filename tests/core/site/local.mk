# tests/core/site
