"""Where moto 5.2 answers differently from AWS in ways that these tests meet. One module a subject."""
