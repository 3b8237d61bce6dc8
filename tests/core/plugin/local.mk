# tests/core/plugin
