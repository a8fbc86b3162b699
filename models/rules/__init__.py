"""What every plan must obey: one function per rule, in the file of its subject.

Every function writes its rows into the draft under its own name. Notation: line ``l``, plant ``p``, model ``v``, market
``k``, period ``t``, last period ``T``, route ``r``, service ``s``, shift pattern ``n``, part ``g``.
"""
