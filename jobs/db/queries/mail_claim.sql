SELECT outbox_id, kind, scope_id, staff_id, as_of, address, recipient_name,
	district_name, message_id, sent_at, file_name, file_sha256, refusal
FROM mentorship.claim_mail()
