"""The clerk's acts on cases (整改事项). Each takes the findings of cases (`casework.reading.resolve` makes them of ids
and numbers), does all of them in one transaction or none, and answers the ids of the cases."""
