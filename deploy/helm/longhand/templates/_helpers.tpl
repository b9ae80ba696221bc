{{- define "longhand.labels" -}}
app.kubernetes.io/name: longhand
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "longhand.selector" -}}
app.kubernetes.io/name: longhand
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "longhand.image" -}}
{{ required "image.registry is needed: push the images of deploy/Dockerfile to a registry of yours" .root.Values.image.registry }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* What every pod may and may not do: no root, no privileges, nothing written but /tmp. */}}
{{- define "longhand.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "longhand.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "longhand.env" -}}
{{- $secret := .root.Values.secretName }}
{{- range list "DATABASE_URL" "QUEUE_URL" "S3_ACCESS_KEY" "S3_SECRET_KEY" "STORAGE_KEY" }}
- name: {{ . }}
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: {{ . }} } }
{{- end }}
- name: STORAGE_URL
  value: {{ .root.Values.storageUrl | quote }}
- name: QUEUE_PREFIX
  value: {{ .root.Values.queuePrefix | quote }}
- name: LOG_LEVEL
  value: {{ .root.Values.logLevel | quote }}
{{- with .root.Values.traceEndpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- range $name, $value := .root.Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
