import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, useEffect, useState, useSyncExternalStore } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { ApiProblem } from './api/api-problem.js';
import { currentKey, onSessionChange } from './api/session.js';
import { useMe } from './api/use-me.js';
import { currentLanguage, onLanguageChange } from './language/language.js';
import { SearchPage } from './search/search-page.js';
import { Frame } from './shell/frame.js';
import { may } from './shell/may.js';
import { SignInPage } from './shell/sign-in-page.js';
import { cssVariables, theme } from './shell/theme.js';
import { uploads } from './uploads/upload-manager.js';

// The first page comes with the first script, the others when they are opened.
const AddPage = lazy(() => import('./uploads/add-page.js'));
const AuditPage = lazy(() => import('./audit/audit-page.js'));
const BatchPage = lazy(() => import('./uploads/batch-page.js'));
const CameraPage = lazy(() => import('./camera/camera-page.js'));
const DocumentPage = lazy(() => import('./viewer/document-page.js'));
const DocumentsPage = lazy(() => import('./documents/documents-page.js'));
const PeoplePage = lazy(() => import('./people/people-page.js'));
const ReviewPage = lazy(() => import('./review/review-page.js'));
const SessionsPage = lazy(() => import('./sessions/sessions-page.js'));
const WritePage = lazy(() => import('./write/write-page.js'));

const newMemory = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (count, error) => count < 2 && (!(error instanceof ApiProblem) || error.isPassing),
      },
    },
  });

export function App() {
  const key = useSyncExternalStore(onSessionChange, currentKey);
  // Everything below is written again in the language that was chosen.
  useSyncExternalStore(onLanguageChange, currentLanguage);
  const [memory, setMemory] = useState({ key, queries: newMemory() });
  // What one person has seen is not for the next one.
  if (memory.key !== key) setMemory({ key, queries: newMemory() });
  useEffect(() => void uploads.followKey(key), [key]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={memory.queries}>{key ? <SignedIn /> : <SignInPage />}</QueryClientProvider>
    </MantineProvider>
  );
}

/** The search; for whoever sees no records, the audit. */
function FirstPage() {
  const me = useMe();
  return me && !may(me, 'records.read') && may(me, 'audit.read') ? <Navigate to="/audit" replace /> : <SearchPage />;
}

function SignedIn() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Frame />}>
          <Route index element={<FirstPage />} />
          <Route path="audit" element={<AuditPage />} />
          <Route path="add" element={<AddPage />} />
          <Route path="uploads/:id" element={<BatchPage />} />
          <Route path="camera" element={<CameraPage />} />
          <Route path="documents" element={<DocumentsPage />} />
          <Route path="documents/:id" element={<DocumentPage />} />
          <Route path="people" element={<PeoplePage />} />
          <Route path="review" element={<ReviewPage />} />
          <Route path="sessions" element={<SessionsPage />} />
          <Route path="write" element={<WritePage />} />
          <Route path="*" element={<Navigate to="/" replace />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
