"""What limits are worth: prices with the range over which each holds, and what it brings to ease or lift a limit."""
