SELECT mentorship.requeue_uncertain() AS mails
