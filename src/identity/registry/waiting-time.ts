// How long somebody waits who did something too often, in words.

export const inMinutes = (minutes: number): string => {
  if (minutes >= 120) return `in ${Math.ceil(minutes / 60)} hours`;
  return minutes === 1 ? "in a minute" : `in ${minutes} minutes`;
};
