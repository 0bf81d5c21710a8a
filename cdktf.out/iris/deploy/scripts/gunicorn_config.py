# Generated from templates/iris/gunicorn_config.py.hbs by plainform ("npm run synth"): edit that, not this.

# Gunicorn configuration for IRIS backend

# Localhost: nginx is in front. As a service gunicorn gets this socket from systemd (iris-backend.socket) and does not
# bind; the line counts when it is started by hand.
bind = "127.0.0.1:8080"
workers = 2
# One request at a time each: two analyses at once, the next ones wait their turn.
worker_class = "sync"
# LLM calls are slow. A worker that says nothing for so long is killed.
timeout = 120
# As long as a request may take: a reload or a restart lets every request that has begun finish.
graceful_timeout = 120
# For worker classes that keep connections; sync ones close each.
keepalive = 5
loglevel = "info"
accesslog = "/var/log/iris/access.log"
errorlog = "/var/log/iris/error.log"
# The client's address as nginx saw it: gunicorn itself sees only nginx, and X-Forwarded-For begins with whatever the
# client sends.
access_log_format = '%({x-real-ip}i)s %(t)s "%(r)s" %(s)s %(b)s %(L)ss "%(a)s"'
