"""What people write to the partnership."""
