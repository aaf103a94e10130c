# ctest's entry "repo.formulas": the committed formulas.svg are what typeset.mjs makes of the tutorials. Skipped, in
# words, where there is no node, or MathJax is not there and cannot be fetched.
#   cmake -P check.cmake
cmake_path(GET CMAKE_CURRENT_LIST_FILE PARENT_PATH here)
find_program(node NAMES node nodejs)
find_program(npm NAMES npm)
if(NOT node)
  message("formulas are not compared: there is no node here")
  return()
endif()
if(NOT EXISTS ${here}/node_modules/mathjax-full AND npm)
  execute_process(COMMAND ${npm} ci --ignore-scripts --no-audit --no-fund --silent
    WORKING_DIRECTORY ${here} TIMEOUT 180 OUTPUT_QUIET ERROR_QUIET)
endif()
if(NOT EXISTS ${here}/node_modules/mathjax-full)
  message("formulas are not compared: MathJax is not here; 'npm ci' in resources/formulas fetches it")
  return()
endif()
file(GLOB folders ${here}/../../lessons/*/*/tutorial.md ${here}/../../tests/fixtures/formulas/tutorial.md)
list(TRANSFORM folders REPLACE "/tutorial.md$" "")
execute_process(COMMAND ${node} ${here}/typeset.mjs --check ${folders} RESULT_VARIABLE result)
if(result)
  message(FATAL_ERROR "formulas.svg is not what tutorial.md says")
endif()
