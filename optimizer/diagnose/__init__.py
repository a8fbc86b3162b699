"""Why a case has no plan: what arithmetic proves, the fewest limits that clash, the least changes that make one."""
