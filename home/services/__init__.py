"""What changes when somebody writes to the partnership."""
