"""What screens, scores and documents read: functions of a connection that answer frozen values."""
