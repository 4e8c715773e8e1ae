// Days as forms take them, counted from today: the demo's history ends a few days before today.

const DAY = 86_400_000;

/** "2026-03-02", so many days from today; earlier where they are negative. */
export const inDays = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Nine in the morning of that day, as a field for a moment takes it. */
export const morningIn = (days) => `${inDays(days)}T09:00`;
