// Talking to the playground: what the page asks for, and the stream of what happens.

let stream = null;

export async function fetchWorkspace() {
  return read(await fetch("/workspace"));
}

// Ask for something to be done; throws an Error whose message can be shown.
export async function ask(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The playground is not running any more. Start it again in the terminal.");
  }
  return read(response);
}

async function read(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.problem ?? "Something went wrong.");
  return answer;
}

// Follow what `user` can see. `handlers` has one function per kind of change, and `open` and `lost`.
export function connect(user, handlers) {
  stream?.close();
  stream = new EventSource(`/stream?as=${encodeURIComponent(user)}`);
  const mine = stream;
  mine.onopen = () => handlers.open();
  mine.onerror = () => mine === stream && handlers.lost();
  for (const kind of ["snapshot", "message", "removed", "views", "home", "prompts", "status"]) {
    mine.addEventListener(kind, (event) => mine === stream && handlers[kind](JSON.parse(event.data)));
  }
}
