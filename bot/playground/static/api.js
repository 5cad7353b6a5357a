// The playground server as this page uses it: requests that do something, and the stream of events.

let stream = null;

export async function fetchJson(path) {
  return readAnswer(await fetch(path));
}

export function fetchWorkspace() {
  return fetchJson("/workspace");
}

// Post a JSON body and return the JSON answer. Throws an Error whose message can be shown to a person.
export async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The playground is no longer running. Start it again in the terminal.");
  }
  return readAnswer(response);
}

async function readAnswer(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.problem ?? "Something went wrong.");
  return answer;
}

// Follow the events that `user` may see. `handlers` has one function per kind of event, plus `open` and `lost`.
export function connect(user, handlers) {
  stream?.close();
  stream = new EventSource(`/stream?as=${encodeURIComponent(user)}`);
  // An event that was already queued for the previous user must not reach the new user's state.
  const opened = stream;
  const isCurrent = () => opened === stream;
  opened.onopen = () => handlers.open();
  opened.onerror = () => isCurrent() && handlers.lost();
  for (const kind of ["snapshot", "message", "removed", "views", "home", "prompts", "status", "clock", "app", "installed", "reset"]) {
    opened.addEventListener(kind, (event) => isCurrent() && handlers[kind](JSON.parse(event.data)));
  }
}
