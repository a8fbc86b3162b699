"""How firm each figure of a plan is: the least and most of it over all plans that are as good, or all but as good."""
