"""Object names by which tests and assistive tools find what is on screen. Views set them, tests import them.

Each area has a module of its own; here they all meet, so that whoever uses a name need not know where it stands."""

from __future__ import annotations

from chuangjian_desktop.ui.testing_names.cases import *
from chuangjian_desktop.ui.testing_names.exchange import *
from chuangjian_desktop.ui.testing_names.fieldwork import *
from chuangjian_desktop.ui.testing_names.merging import *
from chuangjian_desktop.ui.testing_names.results import *
from chuangjian_desktop.ui.testing_names.shell import *
from chuangjian_desktop.ui.testing_names.standards import *
from chuangjian_desktop.ui.testing_names.walk import *
