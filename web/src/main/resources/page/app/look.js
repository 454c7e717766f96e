// Light or dark: as the system has it, unless the person chose otherwise on this device.

const KEY = 'drawbridge.look';

export const look = () => localStorage.getItem(KEY) ?? 'system';

export function dress(chosen = look()) {
  if (chosen === 'system') {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(KEY, chosen);
    document.documentElement.dataset.theme = chosen;
  }
}
