import { useQuery } from '@tanstack/react-query';
import { api, bodyOf, type Me } from './client.js';

/** Whoever is signed in, and what they may do; nothing until the server has said so. */
export function useMe(): Me | undefined {
  return useQuery({ queryKey: ['me'], queryFn: () => bodyOf(api.GET('/v1/me')), staleTime: 300_000 }).data;
}
