"""Why a plan is as it is: the plan reopened, its inputs changed, the changed case solved again from where it stands."""
