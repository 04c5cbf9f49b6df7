"""Questions asked of a snapshot: definitions D1 to D12, as pure functions that return values."""
