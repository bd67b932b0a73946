const form = document.querySelector('form');
const list = document.querySelector('main');

async function show() {
  const notes = await (await fetch('api/notes')).json();
  list.replaceChildren(...notes.map(article));
}

// textContent, never innerHTML: a note is text that somebody typed.
function article({ id, title, body }) {
  const element = document.createElement('article');
  const heading = element.appendChild(document.createElement('h2'));
  heading.textContent = title;
  element.appendChild(document.createElement('p')).textContent = body;
  const button = element.appendChild(document.createElement('button'));
  button.textContent = 'Delete';
  button.onclick = async () => {
    await fetch(`api/notes/${id}`, { method: 'DELETE' });
    await show();
  };
  return element;
}

form.onsubmit = async (event) => {
  event.preventDefault();
  const note = Object.fromEntries(new FormData(form));
  const response = await fetch('api/notes', { method: 'POST', body: JSON.stringify(note) });
  if (response.ok) form.reset();
  await show();
};

await show();
