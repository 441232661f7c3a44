"""Work done in the background: durable runs, schedules, the weekly mail. Only a worker imports the engine."""
