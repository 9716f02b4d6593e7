-- What auditors search by, besides subject and request: a time, and a body whose name stands in a record alone.
create index audit_record_time on audit_record (recorded_at, seq);
create index audit_record_body on audit_record ((details ->> 'body'), seq) where details ->> 'body' is not null;
-- What reports look up for each certificate.
create index problem_report_sha256 on problem_report (sha256) where sha256 is not null;
create index revocation_order_target_certificate on revocation_order_target (certificate_sha256);
