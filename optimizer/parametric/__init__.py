"""How the best objective moves with one number: exact pieces of a value function, for prices and break-evens."""
