"""At which value of an input the best plan becomes another one: exact points, each proved where it stands."""
