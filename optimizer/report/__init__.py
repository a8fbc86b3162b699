"""What a solved case gives back: the plan folder, its summary, and what a planner reads on the screen."""
