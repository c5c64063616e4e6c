SELECT queued, uncertain FROM mentorship.mail_backlog()
