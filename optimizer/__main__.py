"""`python -m optimizer` is `chuyan`."""

from optimizer.cli import main

if __name__ == "__main__":
    main()
