"""Django parts without a domain noun: fields, access marks, audit, mail, jobs, layouts."""
