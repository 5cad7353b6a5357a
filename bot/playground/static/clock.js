// The playground's time. It runs at normal speed, and is ahead of the real time once someone has travelled.

let ahead = 0; // milliseconds

// The time is now `seconds` since 1970.
export function setTime(seconds) {
  ahead = seconds * 1000 - Date.now();
}

export function now() {
  return new Date(Date.now() + ahead);
}

export function today() {
  return now().toDateString();
}
