"""What a planner's own changes to a plan break, and what they cost: an edited plan read back, judged and priced."""
