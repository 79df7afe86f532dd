# What a task is: its definition, the subnets it runs in and a security group of its own.
# Nothing runs by it: one-off tasks are started by hand or by a schedule. A service is services/*, each of which has the same task.
