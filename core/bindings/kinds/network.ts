import type { BindingKind } from '../kinds';
import { list, optional, remote, required } from './row';

/** Ways out: mail, certificates, private networks. */
export const networkKinds: readonly BindingKind[] = [
  list({
    key: 'send_email',
    label: 'email sender',
    detail: 'Sends email to verified addresses',
    typeName: 'SendEmail',
    icon: 'mail',
    words: ['email', 'send-email', 'mail'],
    page: 'email-routing/email-workers/send-email-workers/',
    members: ['send'],
    simulation: 'records',
    nameField: 'name',
    resourceField: 'destination_address',
    fields: [
      optional('destination_address', 'string', 'The only address that may be written to.', {
        prompt: 'Address to write to (leave empty for any verified address)',
        placeholder: 'someone@example.com',
      }),
      optional('allowed_destination_addresses', 'strings', 'The addresses that may be written to.'),
      optional('allowed_sender_addresses', 'strings', 'The addresses that may be written from.'),
      remote,
    ],
  }),
  list({
    key: 'mtls_certificates',
    label: 'mTLS certificate',
    detail: 'Fetches with a client certificate',
    typeName: 'Fetcher',
    icon: 'verified',
    words: ['mtls', 'certificate'],
    page: 'workers/runtime-apis/bindings/mtls/',
    members: ['fetch'],
    simulation: 'fixture',
    resourceField: 'certificate_id',
    fields: [
      required('certificate_id', 'The ID of the certificate.', 'ID of the certificate', {
        placeholder: '00000000-0000-0000-0000-000000000000',
      }),
      remote,
    ],
  }),
  list({
    key: 'vpc_services',
    label: 'VPC service',
    detail: 'A service in a private network',
    typeName: 'Fetcher',
    icon: 'server',
    words: ['vpc', 'vpc-service'],
    page: 'workers-vpc/',
    members: ['fetch'],
    simulation: 'fixture',
    resourceField: 'service_id',
    fields: [required('service_id', 'The ID of the service.', 'ID of the VPC service'), remote],
  }),
  list({
    key: 'vpc_networks',
    label: 'VPC network',
    detail: 'A whole private network',
    typeName: 'Fetcher',
    icon: 'server-environment',
    words: ['vpc-network'],
    page: 'workers-vpc/',
    members: ['fetch', 'connect'],
    simulation: 'fixture',
    resourceField: 'network_id',
    oneOf: ['tunnel_id', 'network_id'],
    fields: [
      optional('tunnel_id', 'string', 'The ID of the tunnel into the network.', { prompt: 'ID of the tunnel' }),
      optional('network_id', 'string', 'The ID of the network.', { prompt: 'ID of the network' }),
      remote,
    ],
  }),
];
