import '@mantine/core/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeKeyFromAddress } from './api/session.js';
import { App } from './app.js';
import { startLanguage } from './language/language.js';

takeKeyFromAddress();
window.addEventListener('hashchange', takeKeyFromAddress);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');
void startLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);

// Makes the page open without a network. Browsers offer it only over https or on this machine
// itself.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/service-worker.js');
}
