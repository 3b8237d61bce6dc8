# tests/core/delivery
