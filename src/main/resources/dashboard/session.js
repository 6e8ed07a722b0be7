// Who is asking: a name and a role, as the server says.
let current = null;

export const session = () => current;

export function setSession(value) {
  current = value;
}

export const mayCorrect = () => current?.role === 'annotator' || current?.role === 'operator';

export const mayOperate = () => current?.role === 'operator';
